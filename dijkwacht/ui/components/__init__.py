"""The components of the gallery (/stijlgids/), as tags and filters for templates."""
