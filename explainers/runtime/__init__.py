"""Parts of the browser's Python: where each file comes from, and how it is made smaller and faster without being changed."""
