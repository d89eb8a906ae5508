package io.sextant.gateway.approval;

import io.sextant.ledger.LedgerException;
import io.sextant.ledger.entry.BodyRecord;
import io.sextant.ledger.entry.BodyVault;
import io.sextant.ledger.log.DurableFiles;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// Open approvals as files of a folder, each of which says where the approval stands, encrypted,
/// among the bodies of the ledger. What is over is erased there. Thread-safe.
public final class ApprovalFolder implements ApprovalStore {
  private static final Logger LOG = LoggerFactory.getLogger(ApprovalFolder.class);
  private static final JsonMapper MAPPER = new JsonMapper();
  private static final String KIND = "approval";
  private static final String ENDING = ".json";

  private final Path folder;
  private final BodyVault vault;
  private final Map<ApprovalId, BodyRecord> places = new HashMap<>();

  private ApprovalFolder(Path folder, BodyVault vault) {
    this.folder = folder;
    this.vault = vault;
  }

  /// Opens a folder; makes it when there is none.
  ///
  /// @throws IOException when the folder cannot be used
  public static ApprovalFolder open(Path folder, BodyVault vault) throws IOException {
    Files.createDirectories(folder);
    return new ApprovalFolder(folder, vault);
  }

  /// A file that cannot be read is left as it is and said in the log: its approval allows nothing.
  @Override
  public synchronized List<Approval> all() {
    List<Approval> all = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*" + ENDING)) {
      for (Path file : files) {
        read(file).ifPresent(all::add);
      }
    } catch (IOException e) {
      throw new CompletionException(e);
    }
    return all;
  }

  private Optional<Approval> read(Path file) throws IOException {
    try {
      BodyRecord place = BodyRecord.of(MAPPER.readTree(Files.readAllBytes(file)));
      Optional<Approval> approval =
          vault.get(place).map(body -> MAPPER.readValue(body, Approval.class));
      approval.ifPresent(it -> places.put(it.id(), place));
      return approval;
    } catch (JacksonException | LedgerException e) {
      LOG.error("the approval in {} cannot be read and allows nothing", file, e);
      return Optional.empty();
    }
  }

  @Override
  public synchronized void put(Approval approval) {
    try {
      BodyRecord place = vault.put(KIND, MAPPER.writeValueAsBytes(approval));
      vault.sync();
      DurableFiles.replace(file(approval.id()), MAPPER.writeValueAsBytes(place.json()));
      Optional.ofNullable(places.put(approval.id(), place)).ifPresent(vault::erase);
    } catch (IOException | LedgerException e) {
      throw new CompletionException(e);
    }
  }

  @Override
  public synchronized void remove(ApprovalId id) {
    BodyRecord place = places.get(id);
    if (place == null) {
      return;
    }
    try {
      // Once the body is gone the file says nothing, whether it goes too or not.
      vault.erase(place);
      places.remove(id);
      Files.deleteIfExists(file(id));
    } catch (IOException | LedgerException e) {
      throw new CompletionException(e);
    }
  }

  private Path file(ApprovalId id) {
    return folder.resolve(id.value() + ENDING);
  }
}
