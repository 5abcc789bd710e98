package refs

import "testing"

func TestFormulas(t *testing.T) {
	for in, want := range map[string]string{
		`Mitochondrial DNA$_2$ of $\Sigma^0$ hyperons`: "Mitochondrial DNA₂ of Σ⁰ hyperons",
		`CO$_{2}$ at 20$^\circ$C, 10$^{-9}$ m`:         "CO₂ at 20°C, 10⁻⁹ m",
		`$5 and $6`:                                    "$5 and $6",
		`\$5_a\$`:                                      "$5_a$",
		`a $x_{ij}$ and $\frac{1}{2}$`:                 `a $x_ij$ and $\frac12$`,
		`DNA$_{\textrm{2}}$`:                           "DNA₂",
		`open $\alpha`:                                 `open $\alpha`,
		`$^$ $_{$`:                                     `$^$ $_$`,
		`p $\leq$ 0.05`:                                "p ≤ 0.05",
	} {
		if got := latexText(in); got != want {
			t.Errorf("latexText(%q) = %q, want %q", in, got, want)
		}
	}
}
