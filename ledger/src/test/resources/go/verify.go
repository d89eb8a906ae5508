// Verifies a log with Go's own packages for the Go checksum database, which know nothing of us:
//
//	verify DIR VKEY [SEEN-CHECKPOINT]
//
// checks the signature of DIR/checkpoint, every entry against the tree, and, when a checkpoint seen
// before is given, that the log extends it. It exits 1 and says what is wrong otherwise.
package main

import (
	"encoding/binary"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

type reader struct{ dir string }

func (r reader) Height() int { return 8 }

func (r reader) ReadTiles(tiles []tlog.Tile) ([][]byte, error) {
	var all [][]byte
	for _, tile := range tiles {
		// C2SP leaves out the height: tile/8/0/001 is tile/0/001.
		path := strings.Replace(tile.Path(), "tile/8/", "tile/", 1)
		data, err := os.ReadFile(filepath.Join(r.dir, path))
		if err != nil {
			return nil, err
		}
		all = append(all, data)
	}
	return all, nil
}

func (r reader) SaveTiles([]tlog.Tile, [][]byte) {}

func fail(what string, err error) {
	if err != nil {
		fmt.Println(what+":", err)
		os.Exit(1)
	}
}

func head(file, vkey string) tlog.Tree {
	verifier, err := note.NewVerifier(vkey)
	fail("key", err)
	data, err := os.ReadFile(file)
	fail("checkpoint", err)
	signed, err := note.Open(data, note.VerifierList(verifier))
	fail("signature", err)
	lines := strings.Split(signed.Text, "\n")
	var tree tlog.Tree
	_, err = fmt.Sscanf(lines[1], "%d", &tree.N)
	fail("size", err)
	tree.Hash, err = tlog.ParseHash(lines[2])
	fail("root", err)
	return tree
}

func entries(dir string, tile, width int64) [][]byte {
	path := tlog.Tile{H: 8, L: 0, N: tile, W: int(width)}.Path()
	data, err := os.ReadFile(filepath.Join(dir, strings.Replace(path, "tile/8/0/", "tile/entries/", 1)))
	fail(fmt.Sprintf("entry %d", tile*256), err)
	var all [][]byte
	for len(data) >= 2 {
		n := int(binary.BigEndian.Uint16(data))
		if len(data) < 2+n {
			break
		}
		all = append(all, data[2:2+n])
		data = data[2+n:]
	}
	return all
}

func main() {
	dir := os.Args[1]
	tree := head(filepath.Join(dir, "checkpoint"), os.Args[2])
	hashes := tlog.TileHashReader(tree, reader{dir})
	for start := int64(0); start < tree.N; start += 256 {
		width := tree.N - start
		if width > 256 {
			width = 256
		}
		bundle := entries(dir, start/256, width)
		for i := int64(0); i < width; i++ {
			if i >= int64(len(bundle)) {
				fail(fmt.Sprintf("entry %d", start+i), fmt.Errorf("missing"))
			}
			proof, err := tlog.ProveRecord(tree.N, start+i, hashes)
			fail(fmt.Sprintf("entry %d", start+i), err)
			err = tlog.CheckRecord(proof, tree.N, tree.Hash, start+i, tlog.RecordHash(bundle[i]))
			fail(fmt.Sprintf("entry %d", start+i), err)
		}
	}
	if len(os.Args) > 3 {
		seen := head(os.Args[3], os.Args[2])
		if seen.N > tree.N {
			fail("seen", fmt.Errorf("the log had %d entries, now %d", seen.N, tree.N))
		}
		if seen.N > 0 {
			proof, err := tlog.ProveTree(tree.N, seen.N, hashes)
			fail("consistency", err)
			fail("consistency", tlog.CheckTree(proof, tree.N, tree.Hash, seen.N, seen.Hash))
		}
	}
	fmt.Println("verified", tree.N)
}
