/** A picture like those of the authority inside: strokes and letters, no markup of ours. */
export const captchaPicture = `<svg xmlns="http://www.w3.org/2000/svg" width="120" height="40" viewBox="0 0 120 40">
<rect width="120" height="40" fill="#eef1f2"/>
<path d="M4 30 C 30 4, 60 40, 116 10" stroke="#9db4bd" fill="none" stroke-width="1.5"/>
<path d="M2 12 C 40 34, 80 2, 118 28" stroke="#c3b9a5" fill="none" stroke-width="1.2"/>
<g font-family="monospace" font-size="24" font-weight="600" fill="#2b4450">
<text x="14" y="29" transform="rotate(-8 14 29)">K</text><text x="40" y="27" transform="rotate(6 40 27)">7</text>
<text x="64" y="30" transform="rotate(-4 64 30)">W</text><text x="92" y="27" transform="rotate(9 92 27)">4</text>
</g></svg>`
