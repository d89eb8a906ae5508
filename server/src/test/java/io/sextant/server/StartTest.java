package io.sextant.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What stands in the way of a start is told, all at once, and leaves nothing behind.
class StartTest {
  @TempDir Path data;

  @Test
  void everyTakenPortIsNamedWithItsOption() throws IOException {
    try (ServerSocket one = taken();
        ServerSocket two = taken()) {
      ListenConfig listen =
          new ListenConfig(
              "127.0.0.1", one.getLocalPort(), two.getLocalPort(), 0, Optional.empty());
      assertThatThrownBy(() -> Sextant.start(SextantConfig.on(data).with(listen)))
          .isInstanceOfSatisfying(
              StartFailure.class,
              failure -> {
                assertThat(failure.reasons()).hasSize(2);
                assertThat(failure.reasons().get(0).what()).contains("" + one.getLocalPort());
                assertThat(failure.reasons().get(0).hint()).contains("--port");
                assertThat(failure.reasons().get(1).hint()).contains("--otlp-http-port");
              });
      assertThat(data.resolve("sextant.db")).doesNotExist();
    }
  }

  @Test
  void onePortGivenTwiceIsSaidSo() {
    ListenConfig listen = new ListenConfig("127.0.0.1", 0, 45_673, 45_673, Optional.empty());
    assertThatThrownBy(() -> Sextant.start(SextantConfig.on(data).with(listen)))
        .isInstanceOf(StartFailure.class)
        .hasMessageContaining("given to both");
  }

  @Test
  void anUnknownAddressIsSaidSo() {
    ListenConfig listen = new ListenConfig("no.such.host.invalid", 0, 0, 0, Optional.empty());
    assertThatThrownBy(() -> Sextant.start(SextantConfig.on(data).with(listen)))
        .isInstanceOf(StartFailure.class)
        .hasMessageContaining("unknown");
  }

  @Test
  void aSecondServerOnTheSameFolderIsRefusedAndTheFirstGoesOn() {
    try (TestServer first = TestServer.start(data)) {
      assertThatThrownBy(() -> TestServer.start(data))
          .isInstanceOfSatisfying(
              StartFailure.class,
              failure -> {
                assertThat(failure.getMessage()).contains("another Sextant");
                assertThat(failure.reasons().getFirst().hint()).contains("--data");
              });
      assertThat(first.send(first.api("/health").GET()).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void aFolderThatIsAFileIsSaidSo() throws IOException {
    Path file = Files.writeString(data.resolve("file"), "");
    assertThatThrownBy(() -> TestServer.start(file))
        .isInstanceOf(StartFailure.class)
        .hasMessageContaining("cannot be used");
  }

  @Test
  void aStoppedServerGivesEverythingUp() {
    for (int i = 0; i < 3; i++) {
      try (TestServer server = TestServer.start(data)) {
        assertThat(server.send(server.api("/health").GET()).statusCode()).isEqualTo(200);
      }
    }
  }

  private static ServerSocket taken() throws IOException {
    return new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
  }
}
