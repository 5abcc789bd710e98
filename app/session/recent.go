package session

// recent keeps what was used last. It has two halves: when the newer one is
// full, the older is forgotten and the newer takes its place. What is used moves
// to the newer half, so what is used again and again stays.
type recent[K comparable, V any] struct {
	room         int         // of each half
	size         func(V) int // how much room a value takes
	newer, older map[K]V
	used         int // by the newer half
}

func newRecent[K comparable, V any](room int, size func(V) int) recent[K, V] {
	return recent[K, V]{room: room, size: size, newer: map[K]V{}, older: map[K]V{}}
}

func (r *recent[K, V]) get(key K) (V, bool) {
	if v, ok := r.newer[key]; ok {
		return v, true
	}
	v, ok := r.older[key]
	if ok {
		r.put(key, v)
	}
	return v, ok
}

func (r *recent[K, V]) put(key K, v V) {
	r.forget(key)
	if r.used > 0 && r.used+r.size(v) > r.room {
		r.older, r.newer, r.used = r.newer, map[K]V{}, 0
	}
	r.newer[key] = v
	r.used += r.size(v)
}

func (r *recent[K, V]) forget(key K) {
	if v, ok := r.newer[key]; ok {
		r.used -= r.size(v)
		delete(r.newer, key)
	}
	delete(r.older, key)
}
