import { App as AntdApp } from 'antd'
import { useCallback, useEffect, useState } from 'react'
import { ThemeProvider } from '../theme/theme-provider.tsx'
import { DeskProvider } from './desk.tsx'
import { Frame } from './frame.tsx'
import {
  type KeptSession,
  keepLanguage,
  keepSession,
  keptLanguage,
  keptSession,
  type Language,
} from './kept.ts'
import { LoginPage } from './login-page.tsx'
import { en } from './words/en.ts'
import { zhCn } from './words/zh-cn.ts'

/** The operator's page of the registration authority. */
export const App = () => {
  const [language, setLanguage] = useState<Language>(keptLanguage)
  const [session, setSession] = useState<KeptSession | null>(keptSession)
  const [ended, setEnded] = useState(false)
  const words = language === 'en' ? en : zhCn
  useEffect(() => {
    document.title = words.title
  }, [words])
  const enter = useCallback((kept: KeptSession | null, over: boolean) => {
    keepSession(kept)
    setSession(kept)
    setEnded(over)
  }, [])
  const onSessionOver = useCallback(() => enter(null, true), [enter])
  const switchLanguage = () => {
    const other = language === 'en' ? 'zh-CN' : 'en'
    keepLanguage(other)
    setLanguage(other)
  }
  return (
    <ThemeProvider choice="system" language={language}>
      <AntdApp style={{ height: '100%' }}>
        {session === null ? (
          <LoginPage
            words={words}
            ended={ended}
            onEnter={(kept) => enter(kept, false)}
            onLanguage={switchLanguage}
          />
        ) : (
          <DeskProvider
            token={session.token}
            operator={session.name}
            words={words}
            onSessionOver={onSessionOver}
          >
            <Frame onLeave={() => enter(null, false)} onLanguage={switchLanguage} />
          </DeskProvider>
        )}
      </AntdApp>
    </ThemeProvider>
  )
}
