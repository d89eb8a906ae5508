package io.sextant.core.system.exchange;

/// Reads one format. Stateless.
interface Importer {
  MapFormat format();

  /// Whether a file is of this format, by what stands in it.
  boolean recognises(SourceFile file);

  /// Puts what the file holds into the draft. A part that cannot be understood is a problem in the
  /// log; the rest is read.
  void read(SourceFile file, Intake intake);
}
