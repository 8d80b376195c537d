/** Fen as yuan, always with two decimals: 50.00 for 5000 fen. */
export const fullYuan = (fen: number): string => (fen / 100).toFixed(2)
