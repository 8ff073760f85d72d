"""Reports as files: tables (SQLite, CSV, XLSX) and prose (DOCX, Markdown, HTML).

What a report says is a value: a `Table` with records, or a `Document`. A writer puts it into a file
that is whole or not there, and computes nothing.
"""
