import type { Language } from './failure.ts'

const words: Readonly<Record<Language, string>> = {
  'zh-CN': '浏览器会问：是否允许本网站访问这台电脑上的应用。请点「允许」，本网站才能使用您的数字证书。',
  en: 'The browser asks whether this site may reach apps on this device. Choose Allow, so that the site can use your certificate.',
}

/** A line over the page that says what to click in the browser's question; the function takes it away. */
export const showNotice = (language: Language): (() => void) => {
  const line = document.createElement('div')
  line.setAttribute('role', 'status')
  line.textContent = words[language]
  Object.assign(line.style, {
    ...{ position: 'fixed', left: '0', right: '0', bottom: '0', zIndex: '2147483647' },
    ...{ padding: '12px 16px', background: '#fffbe6', color: '#1f1f1f', borderTop: '1px solid #d4b106' },
    font: '15px/1.6 system-ui, sans-serif',
  })
  document.body.append(line)
  return () => line.remove()
}
