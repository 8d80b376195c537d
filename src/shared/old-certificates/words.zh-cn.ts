export const oldCertificates = {
  remove: '移除',
  title: '从 Ukey 里移除这张旧证书？',
  meaning: '证书和它的密钥会从 Ukey 里删除，不能恢复。正在使用的证书不受影响。',
  files:
    '以前加密给这张证书的文件（例如标书），只有它的加密密钥能打开。移除以后，谁也打不开这些文件，发证机构也不一定能恢复密钥。',
  filesGivenUp: '这些文件都不再需要，或者已经解密保存好了',
  keep: '保留',
  removing: '正在移除…',
}
