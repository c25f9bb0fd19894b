"""The bench of the audit: seeded faults that must be named, and honest entries that must not be accused."""
