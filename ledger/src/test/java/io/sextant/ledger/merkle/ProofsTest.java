package io.sextant.ledger.merkle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;

/// Hashes, frontier and proofs against the definitions of RFC 6962 written out naively.
class ProofsTest {
  private static final long SEED = 6962;

  private final TreeHasher hasher = new TreeHasher();

  @Test
  void theEmptyTreeHasTheHashOfNothing() {
    assertThat(hasher.empty().hex())
        .isEqualTo("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    assertThat(hasher.leaf(new byte[0]).hex())
        .isEqualTo("6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d");
  }

  @Test
  void rootsOfTheReferenceTree() {
    // The eight leaves that implementations of Certificate Transparency share.
    List<Hash> leaves = new ArrayList<>();
    for (String hex :
        List.of(
            "",
            "00",
            "10",
            "2021",
            "3031",
            "40414243",
            "5051525354555657",
            "606162636465666768696a6b6c6d6e6f")) {
      leaves.add(hasher.leaf(HexFormat.of().parseHex(hex)));
    }
    assertThat(naive(leaves).hex())
        .isEqualTo("5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328");
    assertThat(frontier(leaves).root()).isEqualTo(naive(leaves));
  }

  @Test
  void frontierAndRangesAgreeWithTheDefinition() {
    List<Hash> leaves = leaves(700);
    for (int size = 0; size <= leaves.size(); size += size < 70 ? 1 : 37) {
      List<Hash> tree = leaves.subList(0, size);
      assertThat(frontier(tree).root()).as("size %d", size).isEqualTo(naive(tree));
      assertThat(new Proofs(source(leaves)).root(size)).isEqualTo(naive(tree));
    }
  }

  @Test
  void wholeTilesAddUpToTheSameTree() {
    List<Hash> leaves = leaves(3 * Tile.WIDTH + 5);
    Frontier byTile = new Frontier((_, _) -> {});
    for (int tile = 0; tile < 3; tile++) {
      byTile.addTile(naive(leaves.subList(tile * Tile.WIDTH, (tile + 1) * Tile.WIDTH)));
    }
    leaves.subList(3 * Tile.WIDTH, leaves.size()).forEach(byTile::add);
    assertThat(byTile.root()).isEqualTo(naive(leaves));
    Frontier resumed = Frontier.at(byTile.size(), source(leaves), (_, _) -> {});
    assertThat(resumed.root()).isEqualTo(naive(leaves));
  }

  @Test
  void everyInclusionProofOfSmallTreesHoldsAndNoOther() {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(SEED);
    List<Hash> leaves = leaves(70);
    for (int size = 1; size <= leaves.size(); size++) {
      Hash root = naive(leaves.subList(0, size));
      for (int index = 0; index < size; index++) {
        Hash leaf = leaves.get(index);
        List<Hash> proof = new Proofs(source(leaves)).inclusion(index, size);
        assertThat(Proofs.includes(leaf, index, size, proof, root)).isTrue();
        int other = (index + 1 + random.nextInt(leaves.size())) % (size + 3);
        if (other != index) {
          assertThat(Proofs.includes(leaf, other, size, proof, root))
              .as("seed %d, %d for %d in %d", SEED, other, index, size)
              .isFalse();
        }
        assertThat(Proofs.includes(leaves.get((index + 1) % 70), index, size, proof, root))
            .isFalse();
        if (!proof.isEmpty()) {
          assertThat(Proofs.includes(leaf, index, size, proof.subList(1, proof.size()), root))
              .isFalse();
        }
      }
    }
  }

  @Test
  void everyConsistencyProofOfSmallTreesHoldsAndNoOther() {
    List<Hash> leaves = leaves(70);
    for (int to = 0; to <= leaves.size(); to++) {
      Hash toRoot = naive(leaves.subList(0, to));
      for (int from = 0; from <= to; from++) {
        Hash fromRoot = naive(leaves.subList(0, from));
        List<Hash> proof = new Proofs(source(leaves)).consistency(from, to);
        assertThat(Proofs.grows(from, fromRoot, to, toRoot, proof)).isTrue();
        if (from > 0) {
          List<Hash> forked = new ArrayList<>(leaves.subList(0, from));
          forked.set(from / 2, hasher.leaf(new byte[] {99}));
          assertThat(Proofs.grows(from, naive(forked), to, toRoot, proof)).isFalse();
          assertThat(Proofs.grows(from, fromRoot, to, naive(forked), proof))
              .as("%d to %d", from, to)
              .isFalse();
        }
        if (from > 0 && from < to) {
          assertThat(Proofs.grows(from, fromRoot, to, toRoot, proof.subList(0, proof.size() - 1)))
              .isFalse();
          assertThat(Proofs.grows(to, toRoot, from, fromRoot, proof)).isFalse();
        }
      }
    }
  }

  @Test
  void tilePathsAreThoseOfTheSpecification() {
    assertThat(new Tile(0, 1_234_067, Tile.WIDTH).path()).isEqualTo("tile/0/x001/x234/067");
    assertThat(new Tile(Tile.ENTRIES, 0, 12).path()).isEqualTo("tile/entries/000.p/12");
    // The specification's own example of a tree of 70,000.
    assertThat(Tile.partial(70_000))
        .extracting(Tile::path)
        .containsExactly(
            "tile/entries/273.p/112", "tile/0/273.p/112", "tile/1/001.p/17", "tile/2/000.p/1");
    assertThat(Tile.partial(256)).extracting(Tile::path).containsExactly("tile/1/000.p/1");
    assertThat(Tile.partial(0)).isEmpty();
  }

  private List<Hash> leaves(int count) {
    List<Hash> leaves = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      leaves.add(hasher.leaf(("leaf " + i).getBytes(java.nio.charset.StandardCharsets.UTF_8)));
    }
    return leaves;
  }

  private static Frontier frontier(List<Hash> leaves) {
    Frontier frontier = new Frontier((_, _) -> {});
    leaves.forEach(frontier::add);
    return frontier;
  }

  private HashSource source(List<Hash> leaves) {
    return (level, index) ->
        naive(leaves.subList((int) (index << level), (int) ((index + 1) << level)));
  }

  /// MTH of RFC 6962, section 2.1, word for word.
  private Hash naive(List<Hash> leaves) {
    if (leaves.isEmpty()) {
      return hasher.empty();
    }
    if (leaves.size() == 1) {
      return leaves.getFirst();
    }
    int split = Integer.highestOneBit(leaves.size() - 1);
    return hasher.node(
        naive(leaves.subList(0, split)), naive(leaves.subList(split, leaves.size())));
  }
}
