"""What stands in a progress report, before it is drawn. Pure functions over a board."""
