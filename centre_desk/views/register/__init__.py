"""The register on the screen: people as one types, one person's sheet, children and consents."""
