import { ConfigProvider, type ConfigProviderProps } from 'antd'
import enUS from 'antd/es/locale/en_US.js'
import zhCN from 'antd/es/locale/zh_CN.js'
import { type ReactNode, useLayoutEffect, useMemo } from 'react'
import type { Language, ThemeChoice } from '../../shared/models/index.ts'
import { antdTheme, fontFamilyIn } from './antd-theme.ts'
import type { Palette } from './palette.ts'
import { usePalette, useReducedMotion } from './scheme.ts'
import './base.css'

type Locale = NonNullable<ConfigProviderProps['locale']>

/** The compiler and the bundler disagree whether these modules are CommonJS, so both forms are handled. */
const localeIn = (module: Locale | { readonly default: Locale }): Locale =>
  'default' in module ? module.default : module

const variableName = (token: string) => `--${token.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`

/** Sets the style object and adds no style element, because the page's policy allows no inline styles. */
const paint = (palette: Palette) => {
  const root = document.documentElement
  root.style.colorScheme = palette.scheme
  for (const [token, colour] of Object.entries(palette)) {
    if (token !== 'scheme') root.style.setProperty(variableName(token), colour)
  }
}

const nonceOfPage = (): string | undefined =>
  document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content || undefined

type Props = { readonly choice: ThemeChoice; readonly language: Language; readonly children: ReactNode }

/** The one theme of all pages, also the operator's. It gives the palette to the CSS variables and to the components. */
export const ThemeProvider = ({ choice, language, children }: Props) => {
  const palette = usePalette(choice)
  const still = useReducedMotion()
  useLayoutEffect(() => paint(palette), [palette])
  useLayoutEffect(() => {
    document.documentElement.lang = language
    document.documentElement.style.setProperty('--font', fontFamilyIn(language))
  }, [language])
  const themed = useMemo(() => antdTheme(palette, still, language), [palette, still, language])
  const nonce = useMemo(nonceOfPage, [])
  return (
    <ConfigProvider
      theme={themed}
      locale={localeIn(language === 'en' ? enUS : zhCN)}
      button={{ autoInsertSpace: false }}
      wave={{ disabled: true }}
      {...(nonce ? { csp: { nonce } } : {})}
    >
      {children}
    </ConfigProvider>
  )
}
