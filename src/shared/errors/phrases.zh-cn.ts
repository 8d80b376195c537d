/** What most errors say about losses. */
export const nothingLost = '没有任何内容丢失。'
export const certificateKept = '没有任何内容丢失，原证书仍可使用。'
/** For what others have ended: the certificate itself may have been revoked or succeeded meanwhile. */
export const certificateUnchanged = '这次办理没有改动原证书，已付的款会退回。'
export const tokenKept = '证书和密钥没有受影响。'
