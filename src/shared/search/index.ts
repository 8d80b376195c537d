export { type Spelling, spellingsOf } from './pinyin.ts'
export * from './search.ts'
