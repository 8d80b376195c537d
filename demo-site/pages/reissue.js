import { at, show } from './site.js'

at('copy').addEventListener('click', async () => {
  try {
    await navigator.clipboard.writeText(at('paste').textContent)
    show('copied', '已复制', true)
  } catch {
    window.getSelection().selectAllChildren(at('paste'))
    show('copied', '请按 Ctrl+C 复制', true)
  }
})
