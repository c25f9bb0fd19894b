"""The version of the package, written once; the build reads it from here."""

VERSION = "0.5.0"
