package io.sextant.report.print;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;

/// The entries of a zip archive in memory by its directory (APPNOTE 4.3.12). The workbook library
/// writes sizes that the reader of streams in the JDK refuses; the directory has the right ones.
final class ZipDirectory {
  private static final int END = 0x06054b50;
  private static final int END_SIZE = 22;
  private static final int HEADER = 0x02014b50;
  private static final int HEADER_SIZE = 46;
  private static final int LOCAL_SIZE = 30;

  private ZipDirectory() {}

  /// One file of the archive, deflated.
  record Entry(String name, ByteArrayInputStream deflated) {
    InputStream open() {
      return new InflaterInputStream(deflated, new Inflater(true));
    }
  }

  /// @throws IllegalStateException when the bytes are no archive
  static List<Entry> of(byte[] zip) {
    ByteBuffer bytes = ByteBuffer.wrap(zip).order(ByteOrder.LITTLE_ENDIAN);
    int end = zip.length - END_SIZE;
    require(end >= 0 && bytes.getInt(end) == END);
    int count = bytes.getShort(end + 10) & 0xFFFF;
    int at = bytes.getInt(end + 16);
    List<Entry> entries = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      require(bytes.getInt(at) == HEADER);
      int nameLength = bytes.getShort(at + 28);
      String name = new String(zip, at + HEADER_SIZE, nameLength, StandardCharsets.UTF_8);
      int local = bytes.getInt(at + 42);
      int start = local + LOCAL_SIZE + bytes.getShort(local + 26) + bytes.getShort(local + 28);
      entries.add(new Entry(name, new ByteArrayInputStream(zip, start, bytes.getInt(at + 20))));
      at += HEADER_SIZE + nameLength + bytes.getShort(at + 30) + bytes.getShort(at + 32);
    }
    return entries;
  }

  private static void require(boolean held) {
    if (!held) {
      throw new IllegalStateException("the workbook library wrote no zip archive as expected");
    }
  }
}
