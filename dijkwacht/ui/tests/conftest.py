import re
from html import unescape

import pytest
from django.template import Context, Template
from django.test import RequestFactory


@pytest.fixture
def draw():
    """`draw("{% tag 'met' %}", name=value)` is the markup of a piece of template."""

    def render(source, *, path="/", **context):
        request = RequestFactory().get(path)
        return Template("{% load ui %}" + source).render(Context({"request": request, **context}))

    return render


@pytest.fixture
def read():
    """`read(markup)` is the text that a reader gets."""
    return lambda markup: " ".join(unescape(re.sub(r"<[^>]+>", " ", markup)).split())
