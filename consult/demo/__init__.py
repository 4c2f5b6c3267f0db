"""The demonstration: three consultations of an invented region, played through the services."""

from consult.demo.load import load_demo

__all__ = ["load_demo"]
