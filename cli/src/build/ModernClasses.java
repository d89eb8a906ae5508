import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFile.ClassHierarchyResolverOption;
import java.lang.classfile.ClassFile.StackMapsOption;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeTransform;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/// Gives the class files of a library that are too old for the JDK's start-up cache (before version
/// 50 they carry no stack maps) the version and the stack maps that it wants; their code and
/// everything else in the jar stay. Run by the build: a folder, then the pattern of the jar's name.
/// What is modern already is left alone.
final class ModernClasses {
  /// The first version with stack maps that the cache takes.
  private static final int WITH_STACK_MAPS = ClassFile.JAVA_6_VERSION;

  private ModernClasses() {}

  public static void main(String[] arguments) throws IOException {
    try (DirectoryStream<Path> jars =
        Files.newDirectoryStream(Path.of(arguments[0]), arguments[1])) {
      for (Path jar : jars) {
        modernise(jar);
      }
    }
  }

  private static void modernise(Path jar) throws IOException {
    Path modern = jar.resolveSibling(jar.getFileName() + ".new");
    int changed = 0;
    try (URLClassLoader classes = new URLClassLoader(new URL[] {jar.toUri().toURL()});
        ZipInputStream in = new ZipInputStream(Files.newInputStream(jar));
        ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(modern))) {
      ClassFile files =
          ClassFile.of(
              StackMapsOption.GENERATE_STACK_MAPS,
              ClassHierarchyResolverOption.of(
                  ClassHierarchyResolver.ofResourceParsing(classes)
                      .orElse(ClassHierarchyResolver.defaultResolver())));
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        byte[] bytes = in.readAllBytes();
        if (entry.getName().endsWith(".class")) {
          ClassModel model = files.parse(bytes);
          if (model.majorVersion() < WITH_STACK_MAPS) {
            bytes = modern(files, model);
            changed++;
          }
        }
        ZipEntry copy = new ZipEntry(entry.getName());
        copy.setTime(entry.getTime());
        out.putNextEntry(copy);
        out.write(bytes);
        out.closeEntry();
      }
    }
    if (changed > 0) {
      Files.move(modern, jar, StandardCopyOption.REPLACE_EXISTING);
    } else {
      Files.delete(modern);
    }
  }

  private static byte[] modern(ClassFile files, ClassModel model) {
    return files.transformClass(
        model,
        ClassTransform.endHandler(it -> it.withVersion(ClassFile.JAVA_8_VERSION, 0))
            .andThen(ClassTransform.transformingMethodBodies(CodeTransform.ACCEPT_ALL)));
  }
}
