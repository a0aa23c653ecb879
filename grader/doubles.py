"""Stand-ins for arguments that can't be sent as values: a function f that an exercise asks for.

A double is named by kind and numbers, so it crosses into the sandbox as plain data and is built there. It
records each point it is asked at, which the judge can look at afterwards. This one file serves both sides
of the sandbox's border, so it needs NumPy alone.
"""

import numpy as np

TRANSCRIPT_POINTS = 1000  # points kept; a call that asks more often still gets its answers


def _quadratic(x: np.ndarray, matrix: np.ndarray, offset: np.ndarray) -> float:
    """½ xᵀAx + bᵀx, whose gradient is ½ (A + Aᵀ)x + b."""
    return float(0.5 * x @ matrix @ x + offset @ x)


def _cubic(x: np.ndarray, coefficients: np.ndarray) -> float:
    """Σᵢ cᵢ xᵢ³, whose gradient is 3 cᵢ xᵢ²; central differences miss it by exactly cᵢ h²."""
    return float(coefficients @ x**3)


# kind -> (formula, {parameter: number of axes}, the formula in words)
KINDS = {
    "quadratic": (_quadratic, {"matrix": 2, "offset": 1}, "½ x·Ax + b·x with A, b"),
    "cubic": (_cubic, {"coefficients": 1}, "Σ c_i x_i³ with c"),
}


class Double:
    """The description of a stand-in: plain data that can be sent, compared and built.

    Parameters
    ----------
    kind : "quadratic" (½ xᵀAx + bᵀx; `matrix` A (n, n), `offset` b (n,)) or "cubic" (Σᵢ cᵢ xᵢ³;
        `coefficients` c (n,)). x may have any shape with n entries; it is read row by row.
    **params : the numbers the kind asks for.

    Raises
    ------
    ValueError : unknown kind, missing or surplus parameters, or sizes that don't fit together.
    """

    def __init__(self, kind: str, **params):
        if kind not in KINDS:
            raise ValueError(f"kind of double: expected one of {sorted(KINDS)}, got {kind!r}")
        axes = KINDS[kind][1]
        if set(params) != set(axes):
            raise ValueError(f"a {kind} double takes {sorted(axes)}, got {sorted(params)}")
        self.kind = kind
        self.params = {name: np.array(params[name], dtype=np.float64) for name in axes}
        first = next(iter(self.params.values()))
        self.size = first.shape[0] if first.ndim else 0  # how many numbers a point has
        for name, value in self.params.items():
            if value.shape != (self.size,) * axes[name]:
                raise ValueError(
                    f"{name} of a {kind} double: expected {axes[name]} axes of one length, "
                    f"got shape {value.shape}"
                )

    def build(self) -> "Recorder":
        """The function itself, with an empty transcript."""
        return Recorder(self)

    def __repr__(self) -> str:
        return f"Double({self.kind!r}, size={self.size})"

    def __str__(self) -> str:
        """The function as a reader can redo it on paper."""
        numbers = (np.array2string(v, precision=4, separator=", ") for v in self.params.values())
        return f"{KINDS[self.kind][2]} = {', '.join(' '.join(n.split()) for n in numbers)}"


class Recorder:
    """A double at work: call it with x, read `transcript` afterwards.

    Attributes
    ----------
    transcript : copies of the points it was asked at, in order, at most TRANSCRIPT_POINTS.
    """

    def __init__(self, double: Double):
        self._double = double
        self.transcript: list[np.ndarray] = []

    def __call__(self, x) -> float:
        """f(x) for an x of any shape with as many entries as the double has.

        Raises
        ------
        ValueError : x has another number of entries.
        """
        point = np.array(x, dtype=np.float64)
        if point.size != self._double.size:
            raise ValueError(f"f expects x with {self._double.size} entries, got shape {point.shape}")
        if len(self.transcript) < TRANSCRIPT_POINTS:
            self.transcript.append(point)
        return KINDS[self._double.kind][0](point.ravel(), **self._double.params)

    def __repr__(self) -> str:
        return f"<function f of {self._double.size} numbers>"
