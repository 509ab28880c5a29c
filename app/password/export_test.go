package password

// NeedsRehash lets tests read a stored hash without hashing: it says that the
// hash has other parameters than new ones get, or cannot be read.
func NeedsRehash(stored string) bool {
	h, err := parse(stored)
	if err != nil {
		return true
	}
	return h.memory != memoryKiB || h.passes != passes || h.lanes != lanes ||
		len(h.salt) != saltLength || len(h.digest) != digestLength
}
