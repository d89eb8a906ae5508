/// Teaching and rehearsing: tabletop exercises made from case studies, quizzes made from a release.
@org.jspecify.annotations.NullMarked
package io.sextant.atlas.awareness;
