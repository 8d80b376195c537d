import { Select, Switch } from 'antd'
import type { Settings, SettingsChange } from '../../shared/models/index.ts'
import { useAction } from '../live/use-action.ts'
import { useAssistant } from '../live/use-live.tsx'
import { DemonstrationTag } from '../parts/demonstration-tag.tsx'
import { ErrorNote } from '../parts/error-note.tsx'
import { UpdateRows } from '../updates/update-rows.tsx'
import { Group, Row } from './group.tsx'
import { ProxyRows } from './proxy-rows.tsx'
import { ReminderGroup } from './reminder-group.tsx'
import { StoreLine } from './store-finding.tsx'

type Change = (change: SettingsChange) => void
type Part = { readonly settings: Settings; readonly change: Change }

type SwitchName = 'autostart' | 'comeForwardOnPlug' | 'importSigningCertificate'

const StartGroup = ({ settings, change }: Part) => {
  const { words, snapshot } = useAssistant()
  const say = words.settings
  const fixed: readonly string[] = snapshot.policies.settings
  const rows: readonly (readonly [SwitchName, string, string])[] = [
    ['autostart', say.autostart, say.autostartMeaning],
    ['comeForwardOnPlug', say.comeForward, say.comeForwardMeaning],
    ['importSigningCertificate', say.importCertificate, say.importCertificateMeaning],
  ]
  return (
    <Group title={say.start}>
      {rows.map(([key, name, meaning]) => (
        <Row
          key={key}
          name={name}
          meaning={meaning}
          fixed={fixed.includes(key)}
          control={({ labelId, describedBy }) => (
            <Switch
              disabled={fixed.includes(key)}
              checked={settings[key]}
              onChange={(on) => change({ [key]: on })}
              aria-labelledby={labelId}
              aria-describedby={describedBy}
            />
          )}
        />
      ))}
      <StoreLine />
    </Group>
  )
}

const LookGroup = ({ settings, change }: Part) => {
  const { words } = useAssistant()
  const say = words.settings
  const { system, light, dark } = say.themes
  return (
    <Group title={say.look}>
      <Row
        name={say.language}
        control={({ labelId }) => (
          <Select
            value={settings.language}
            onChange={(language) => change({ language })}
            aria-labelledby={labelId}
            style={{ width: 160 }}
            options={[
              { value: 'zh-CN' as const, label: '简体中文' },
              { value: 'en' as const, label: 'English' },
            ]}
          />
        )}
      />
      <Row
        name={say.theme}
        control={({ labelId }) => (
          <Select
            value={settings.theme}
            onChange={(theme) => change({ theme })}
            aria-labelledby={labelId}
            style={{ width: 160 }}
            options={[
              { value: 'system' as const, label: system },
              { value: 'light' as const, label: light },
              { value: 'dark' as const, label: dark },
            ]}
          />
        )}
      />
    </Group>
  )
}

const AuthorityGroup = ({ settings, change }: Part) => {
  const { snapshot, words } = useAssistant()
  const say = words.settings
  const english = settings.language === 'en'
  const fixed = snapshot.policies.settings.includes('issuerId')
  return (
    <Group
      title={say.authorityTitle}
      meaning={say.authorityMeaning}
      aside={snapshot.issuer.demonstration ? <DemonstrationTag /> : undefined}
    >
      <Row
        name={say.authority}
        fixed={fixed}
        control={({ labelId, describedBy }) => (
          <Select
            disabled={fixed}
            aria-describedby={describedBy}
            value={settings.issuerId}
            onChange={(issuerId) => change({ issuerId })}
            aria-labelledby={labelId}
            style={{ width: 300, maxWidth: '100%' }}
            options={snapshot.issuers.map(({ id, name, nameEn }) => ({
              value: id,
              label: english ? nameEn : name,
            }))}
          />
        )}
      />
    </Group>
  )
}

/** 通用设置: every choice takes effect at once. */
export const GeneralSection = () => {
  const { snapshot, client } = useAssistant()
  const { error, run } = useAction()
  const change: Change = (settingsChange) => void run(() => client.settings.change(settingsChange))
  const part = { settings: snapshot.settings, change }
  return (
    <>
      {error && <ErrorNote report={error} />}
      <StartGroup {...part} />
      <UpdateRows {...part} />
      <LookGroup {...part} />
      <ReminderGroup {...part} />
      <AuthorityGroup {...part} />
      <ProxyRows {...part} />
    </>
  )
}
