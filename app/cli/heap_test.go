package cli

import "testing"

func TestHeapGrowsToWhatIsSpareAndThenByAShare(t *testing.T) {
	for _, test := range []struct{ live, want int }{
		{0, 2000},
		{1 << 20, 2000},
		{8 << 20, 900},
		{40 << 20, 100},
		{70 << 20, 40},
		{1 << 30, 40},
	} {
		if got := growth(test.live); got != test.want {
			t.Errorf("growth(%d MB) = %d %%, want %d %%", test.live>>20, got, test.want)
		}
	}
}
