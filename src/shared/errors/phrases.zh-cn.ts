/** What most errors say about losses. */
export const nothingLost = '没有任何内容丢失。'
export const certificateKept = '没有任何内容丢失，原证书仍可使用。'
export const tokenKept = '证书和密钥没有受影响。'
