/** Words that every PDF document of the assistant shares. */
export const documents = {
  pageOf: (page: number, pages: number) => `第 ${page} 页，共 ${pages} 页`,
  /** The letters of the font are not all letters that there are. */
  numberedLetters:
    '以〈U+…〉标出的字符在文档字体中没有，或与另一个字符外形相同；尖括号内是它的 Unicode 编号。',
  madeBy: (product: string, at: string) => `${product} ${at} 生成`,
}
