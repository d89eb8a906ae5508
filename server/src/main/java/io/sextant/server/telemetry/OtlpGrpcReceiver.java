package io.sextant.server.telemetry;

import com.google.protobuf.Any;
import com.google.rpc.Code;
import com.google.rpc.RetryInfo;
import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Grpc;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.protobuf.StatusProto;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import io.sextant.core.access.Permission;
import io.sextant.server.http.Authentication;
import io.sextant.server.http.Authentication.Credentials;
import io.sextant.server.http.ProblemException;
import io.sextant.server.telemetry.OtlpReader.Encoding;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/// The OTLP/gRPC receiver. Messages reach it as bytes, so that nothing is decoded before there is
/// room for it; each call runs on a virtual thread.
public final class OtlpGrpcReceiver implements AutoCloseable {
  /// Longer than what exporters send; gRPC itself refuses more, also when it only shows after
  /// decompression.
  private static final int MESSAGE_BYTES = 16 << 20;

  private static final int CALLS_PER_CONNECTION = 32;
  private static final Duration STOP = Duration.ofSeconds(3);
  private static final String BEARER = "bearer ";
  private static final Metadata.Key<String> AUTHORIZATION =
      Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);
  private static final Context.Key<String> PEER = Context.key("peer");

  private final Intake intake;
  private final OtlpReader reader;
  private final Server server;

  private OtlpGrpcReceiver(
      InetSocketAddress address, Intake intake, OtlpReader reader, Authentication authentication) {
    this.intake = intake;
    this.reader = reader;
    NettyServerBuilder builder =
        NettyServerBuilder.forAddress(address)
            .executor(Executors.newVirtualThreadPerTaskExecutor())
            .maxInboundMessageSize(MESSAGE_BYTES)
            .maxConcurrentCallsPerConnection(CALLS_PER_CONNECTION)
            .intercept(new TokenCheck(authentication));
    for (Signal signal : Signal.values()) {
      builder.addService(service(signal));
    }
    server = builder.build();
  }

  /// Receives on an address; port 0 takes a free one.
  public static OtlpGrpcReceiver start(
      InetSocketAddress address, Intake intake, OtlpSource source, Authentication authentication)
      throws IOException {
    OtlpGrpcReceiver receiver =
        new OtlpGrpcReceiver(address, intake, source.reader(), authentication);
    receiver.server.start();
    return receiver;
  }

  public int port() {
    return server.getPort();
  }

  /// Stops listening, lets calls under way finish, then closes.
  @Override
  public void close() {
    server.shutdown();
    try {
      if (!server.awaitTermination(STOP.toMillis(), TimeUnit.MILLISECONDS)) {
        server.shutdownNow();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      server.shutdownNow();
    }
  }

  private ServerServiceDefinition service(Signal signal) {
    MethodDescriptor<byte[], byte[]> export =
        MethodDescriptor.<byte[], byte[]>newBuilder()
            .setType(MethodDescriptor.MethodType.UNARY)
            .setFullMethodName(MethodDescriptor.generateFullMethodName(signal.service(), "Export"))
            .setRequestMarshaller(new BytesMarshaller())
            .setResponseMarshaller(new BytesMarshaller())
            .build();
    return ServerServiceDefinition.builder(signal.service())
        .addMethod(
            export,
            ServerCalls.asyncUnaryCall((message, observer) -> export(signal, message, observer)))
        .build();
  }

  private void export(Signal signal, byte[] message, StreamObserver<byte[]> observer) {
    String peer = Optional.ofNullable(PEER.get()).orElse("");
    Intake.Body body =
        new Intake.Body(new ByteArrayInputStream(message), message.length, false, peer);
    Outcome outcome = intake.take(body, reader.normaliser(signal, Encoding.PROTOBUF));
    switch (outcome) {
      case Outcome.Stored _ when signal == Signal.METRICS ->
          answer(
              observer,
              signal
                  .response(OtlpReader.dataPoints(message), OtlpReader.METRICS_NOT_KEPT)
                  .toByteArray());
      case Outcome.Stored stored ->
          answer(
              observer,
              signal
                  .response(stored.refusals().size(), OtlpReader.explanation(stored.refusals()))
                  .toByteArray());
      case Outcome.Overloaded overloaded ->
          retry(observer, "overloaded, try again later", overloaded.retryAfter());
      case Outcome.CannotStore cannot -> retry(observer, cannot.why(), cannot.retryAfter());
      case Outcome.Malformed malformed ->
          observer.onError(
              Status.INVALID_ARGUMENT
                  .withDescription(malformed.code() + " " + malformed.why())
                  .asRuntimeException());
      case Outcome.TooLarge tooLarge ->
          observer.onError(
              Status.INVALID_ARGUMENT
                  .withDescription("at most " + tooLarge.limitBytes() + " bytes are taken")
                  .asRuntimeException());
    }
  }

  private static void answer(StreamObserver<byte[]> observer, byte[] message) {
    observer.onNext(message);
    observer.onCompleted();
  }

  /// UNAVAILABLE with RetryInfo is what OTLP defines for "keep it and try again".
  private static void retry(StreamObserver<byte[]> observer, String why, Duration after) {
    RetryInfo info =
        RetryInfo.newBuilder()
            .setRetryDelay(
                com.google.protobuf.Duration.newBuilder()
                    .setSeconds(after.toSeconds())
                    .setNanos(after.toNanosPart()))
            .build();
    observer.onError(
        StatusProto.toStatusRuntimeException(
            com.google.rpc.Status.newBuilder()
                .setCode(Code.UNAVAILABLE.getNumber())
                .setMessage(why)
                .addDetails(Any.pack(info))
                .build()));
  }

  /// Lets calls through whose sender may send telemetry.
  private record TokenCheck(Authentication authentication) implements ServerInterceptor {
    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
        ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
      String peer = peer(call);
      Optional<String> bearer =
          Optional.ofNullable(headers.get(AUTHORIZATION))
              .filter(value -> value.toLowerCase(java.util.Locale.ROOT).startsWith(BEARER))
              .map(value -> value.substring(BEARER.length()).strip());
      try {
        if (authentication
            .identify(new Credentials(bearer, Optional.empty(), false, peer))
            .may(Permission.INGEST)) {
          return Contexts.interceptCall(
              Context.current().withValue(PEER, peer), call, headers, next);
        }
        call.close(
            Status.UNAUTHENTICATED.withDescription("telemetry needs a token with the role sender"),
            new Metadata());
      } catch (ProblemException e) {
        call.close(Status.UNAUTHENTICATED.withDescription(e.problem().detail()), new Metadata());
      }
      return new ServerCall.Listener<>() {};
    }

    private static String peer(ServerCall<?, ?> call) {
      SocketAddress address = call.getAttributes().get(Grpc.TRANSPORT_ATTR_REMOTE_ADDR);
      return address instanceof InetSocketAddress inet && inet.getAddress() != null
          ? inet.getAddress().getHostAddress()
          : "";
    }
  }
}
