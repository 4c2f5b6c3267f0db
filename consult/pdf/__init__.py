"""PDF files in: the text of an authority's plan as blocks that know their page. No database."""

from consult.pdf.read import read_pdf
from consult.pdf.upload import read_uploaded_pdf

__all__ = ["read_pdf", "read_uploaded_pdf"]
