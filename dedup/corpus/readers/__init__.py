"""One reader a format, all of one shape: `(source, settings) -> iterator of Draft, Block or Rejection`."""
