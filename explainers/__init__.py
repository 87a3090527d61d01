"""The machinery of the site: it knows mpcore and the pages; mpcore knows neither."""
