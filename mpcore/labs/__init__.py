"""Labs: each module here is a figure as data, a function from a state (the figure's URL) to a view (what is drawn)."""
