package refs

import "strings"

// Formulas of TeX, as far as titles have them: letters of Greek, signs, and figures
// that are raised or lowered: $\Sigma^0$, H$_2$O.

var formulaSigns = map[string]string{
	"alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ε", "varepsilon": "ε", "zeta": "ζ", "eta": "η", "theta": "θ", "iota": "ι",
	"kappa": "κ", "lambda": "λ", "mu": "μ", "nu": "ν", "xi": "ξ", "pi": "π", "rho": "ρ", "sigma": "σ", "tau": "τ", "upsilon": "υ", "phi": "φ",
	"varphi": "φ", "chi": "χ", "psi": "ψ", "omega": "ω", "Gamma": "Γ", "Delta": "Δ", "Theta": "Θ", "Lambda": "Λ", "Xi": "Ξ", "Pi": "Π",
	"Sigma": "Σ", "Phi": "Φ", "Psi": "Ψ", "Omega": "Ω", "times": "×", "pm": "±", "sim": "∼", "approx": "≈", "leq": "≤", "le": "≤", "geq": "≥",
	"ge": "≥", "neq": "≠", "infty": "∞", "rightarrow": "→", "to": "→", "leftarrow": "←", "cdot": "·", "circ": "°", "degree": "°", "ldots": "…",
}

// formulaShifts are the signs that Unicode has raised and lowered.
var formulaShifts = map[byte]map[rune]rune{
	'^': {
		'0': '⁰', '1': '¹', '2': '²', '3': '³', '4': '⁴', '5': '⁵', '6': '⁶', '7': '⁷', '8': '⁸', '9': '⁹', '+': '⁺', '-': '⁻', '=': '⁼', '(': '⁽', ')': '⁾', 'n': 'ⁿ',
		'°': '°',
	},
	'_': {'0': '₀', '1': '₁', '2': '₂', '3': '₃', '4': '₄', '5': '₅', '6': '₆', '7': '₇', '8': '₈', '9': '₉', '+': '₊', '-': '₋', '=': '₌', '(': '₍', ')': '₎'},
}

// formulaText reads the formula that begins at the dollar sign at i, and returns
// where the text goes on. One that it cannot say, or that is a price, stays as it is.
func formulaText(s string, i int) (text string, next int) {
	const most = 200
	length := strings.IndexByte(s[i+1:min(len(s), i+1+most)], '$')
	if length < 0 {
		return "$", i + 1
	}
	inner := s[i+1 : i+1+length]
	said, ok := formulaSaid(inner)
	if !ok || said == "" || !strings.ContainsAny(inner, `\^_`) {
		return "$", i + 1
	}
	return said, i + 1 + length + 1
}

func formulaSaid(s string) (string, bool) {
	var b strings.Builder
	for i := 0; i < len(s); {
		switch c := s[i]; c {
		case '\\':
			name, next := commandName(s, min(i+1, len(s)))
			sign, known := formulaSigns[name]
			if !known && !latexTypes[name] && name != "mathrm" {
				return "", false
			}
			b.WriteString(sign)
			i = afterName(s, name, next)
		case '^', '_':
			shifted, next, ok := shiftedAt(s, i)
			if !ok {
				return "", false
			}
			b.WriteString(shifted)
			i = next
		case '{', '}':
			i++
		default:
			b.WriteByte(c)
			i++
		}
	}
	return b.String(), true
}

// shiftedAt is what is raised or lowered by the sign at i: one sign, a command, or
// a group.
func shiftedAt(s string, i int) (text string, next int, ok bool) {
	end := i + 2
	switch {
	case end > len(s):
		return "", i, false
	case s[i+1] == '{':
		end = groupEnd(s, i+1)
	case s[i+1] == '\\':
		_, end = commandName(s, min(i+2, len(s)))
	}
	inner, ok := formulaSaid(s[i+1 : min(end, len(s))])
	if !ok {
		return "", i, false
	}
	var b strings.Builder
	for _, r := range inner {
		shifted, known := formulaShifts[s[i]][r]
		if !known {
			return "", i, false
		}
		b.WriteRune(shifted)
	}
	return b.String(), min(end, len(s)), true
}

// groupEnd is where the group ends that the brace at i opens, or beyond the text.
func groupEnd(s string, i int) int {
	depth := 0
	for ; i < len(s); i++ {
		switch s[i] {
		case '{':
			depth++
		case '}':
			if depth--; depth == 0 {
				return i + 1
			}
		}
	}
	return i
}
