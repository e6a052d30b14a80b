"""What {% load ui %} loads: every component of the gallery (/stijlgids/)."""

from django import template

from dijkwacht.ui.components import blocks, drawings, lists, marks, text

register = template.Library()
for _part in (text, marks, blocks, lists, drawings):
    register.tags.update(_part.register.tags)
    register.filters.update(_part.register.filters)
