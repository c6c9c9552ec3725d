// Checkpoints, tiles, receipts and consistency proofs of a record, verified with Go's packages for
// its checksum database: golang.org/x/mod/sumdb/note and golang.org/x/mod/sumdb/tlog.
package main

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"log"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

const title = "c2sp.org/tlog-proof@v1"

// The hashes of all complete subtrees, in the order in which tlog stores them.
type hashes []tlog.Hash

func (h hashes) ReadHashes(indexes []int64) ([]tlog.Hash, error) {
	out := make([]tlog.Hash, len(indexes))
	for i, index := range indexes {
		out[i] = h[index]
	}
	return out, nil
}

func check(err error, what string) {
	if err != nil {
		log.Fatalf("%s: %v", what, err)
	}
}

func read(path ...string) []byte {
	data, err := os.ReadFile(filepath.Join(path...))
	check(err, "reading")
	return data
}

// The path of a tile of height 8 as C2SP writes it: tlog's own has the height in it.
func place(tile tlog.Tile) string {
	return strings.Replace(tile.Path(), "tile/8/", "tile/", 1)
}

func entries(record string, size int64) [][]byte {
	var all [][]byte
	for n := int64(0); n*256 < size; n++ {
		tile := tlog.Tile{H: 8, L: 0, N: n, W: 256}
		if size-n*256 < 256 {
			tile.W = int(size - n*256)
		}
		data := read(record, strings.Replace(place(tile), "tile/0/", "tile/entries/", 1))
		for len(data) > 0 {
			length := binary.BigEndian.Uint16(data)
			all = append(all, data[2:2+length])
			data = data[2+length:]
		}
	}
	return all
}

func lines(text string) []tlog.Hash {
	var all []tlog.Hash
	for _, line := range strings.Split(strings.TrimSuffix(text, "\n"), "\n") {
		if line == "" {
			continue
		}
		hash, err := tlog.ParseHash(line)
		check(err, "a hash")
		all = append(all, hash)
	}
	return all
}

// The tree of a checkpoint that the key signed.
func open(signed []byte, known note.Verifiers) (string, tlog.Tree) {
	opened, err := note.Open(signed, known)
	check(err, "the checkpoint's signature")
	parts := strings.Split(opened.Text, "\n")
	size, err := strconv.ParseInt(parts[1], 10, 64)
	check(err, "the checkpoint's size")
	root, err := tlog.ParseHash(parts[2])
	check(err, "the checkpoint's root")
	return parts[0], tlog.Tree{N: size, Hash: root}
}

func main() {
	folder := os.Args[1]
	record := filepath.Join(folder, "record")
	verifier, err := note.NewVerifier(string(read(folder, "verifier-key")))
	check(err, "the verifier key")
	known := note.VerifierList(verifier)
	signed := read(record, "checkpoint")
	origin, tree := open(signed, known)
	if origin != verifier.Name() || tree.N != 1000 {
		log.Fatalf("not the record of a thousand entries: %s, %d", origin, tree.N)
	}
	forged := bytes.Replace(signed, []byte("\n1000\n"), []byte("\n1001\n"), 1)
	if _, err := note.Open(forged, known); err == nil {
		log.Fatal("a changed checkpoint passes")
	}

	// The root, from the entries.
	all := entries(record, tree.N)
	var stored hashes
	for n, entry := range all {
		more, err := tlog.StoredHashes(int64(n), entry, stored)
		check(err, "hashing")
		stored = append(stored, more...)
	}
	root, err := tlog.TreeHash(int64(len(all)), stored)
	check(err, "the root")
	if root != tree.Hash || int64(len(all)) != tree.N {
		log.Fatalf("another root over %d entries", len(all))
	}

	// Every tile, to the byte. tlog lists a growing tile once for each width; the widest is meant.
	tiles := map[string]tlog.Tile{}
	for _, tile := range tlog.NewTiles(8, 0, tree.N) {
		tiles[fmt.Sprint(tile.L, "/", tile.N)] = tile
	}
	for _, tile := range tiles {
		data, err := tlog.ReadTileData(tile, stored)
		check(err, tile.Path())
		if !bytes.Equal(data, read(record, place(tile))) {
			log.Fatalf("%s differs", place(tile))
		}
	}

	// Receipts.
	receipts, err := filepath.Glob(filepath.Join(folder, "receipts", "*.tlog-proof"))
	check(err, "receipts")
	for _, path := range receipts {
		head, checkpoint, found := strings.Cut(string(read(path)), "\n\n")
		first, proof, _ := strings.Cut(head, "\nindex ")
		number, rest, _ := strings.Cut(proof, "\n")
		index, err := strconv.ParseInt(number, 10, 64)
		if !found || first != title || err != nil {
			log.Fatalf("%s: not a receipt", path)
		}
		_, at := open([]byte(checkpoint), known)
		leaf := tlog.RecordHash(all[index])
		check(tlog.CheckRecord(lines(rest), at.N, at.Hash, index, leaf), path)
		other := tlog.RecordHash(append([]byte("x"), all[index]...))
		if tlog.CheckRecord(lines(rest), at.N, at.Hash, index, other) == nil {
			log.Fatalf("%s: passes for another entry", path)
		}
	}

	// Consistency.
	proofs, err := filepath.Glob(filepath.Join(folder, "consistency", "*"))
	check(err, "proofs")
	for _, path := range proofs {
		old, err := strconv.ParseInt(filepath.Base(path), 10, 64)
		check(err, path)
		all := lines(string(read(path)))
		before, proof := all[0], all[1:]
		check(tlog.CheckTree(proof, tree.N, tree.Hash, old, before), path)
		before[0] ^= 1
		if tlog.CheckTree(proof, tree.N, tree.Hash, old, before) == nil {
			log.Fatalf("%s: passes for another log", path)
		}
	}
	if len(tiles) == 0 || len(receipts) < 20 || len(proofs) < 10 {
		log.Fatalf("too little: %d tiles, %d receipts, %d proofs", len(tiles), len(receipts), len(proofs))
	}
	fmt.Printf("%d entries, %d tiles, %d receipts, %d consistency proofs\n",
		len(all), len(tiles), len(receipts), len(proofs))
}
