"""Documents as typed objects.

    from ferrovirt.xml import domain

    guest = domain.Domain.from_xml(connection.lookup_domain_by_name("test").xml_desc())
    guest.title = "a guest"
    connection.define_domain_xml(guest)

A module for each kind of document has a class for each element. What is not set is `None`, an empty list, or `False`
for elements whose presence is all they say. Where the shape of an element depends on an attribute, there is a class for
each of the shapes.
"""

from ._model import Document, Element, RawComment, RawElement, RawText, Word

__all__ = ["Document", "Element", "RawComment", "RawElement", "RawText", "Word"]
