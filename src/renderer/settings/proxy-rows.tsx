import { Button, Input, Select } from 'antd'
import { type FormEvent, useState } from 'react'
import { proxyChoice, type Settings, type SettingsChange } from '../../shared/models/index.ts'
import { useAssistant } from '../live/use-live.tsx'
import { Field } from '../parts/field.tsx'
import { Group, Row } from './group.tsx'
import styles from './settings.module.css'

type Props = { readonly settings: Settings; readonly change: (change: SettingsChange) => void }

const isProxyAddress = (address: string): boolean =>
  /^https?:\/\//i.test(address) && proxyChoice.safeParse({ mode: 'manual', address }).success

const ManualAddress = ({ settings, change }: Props) => {
  const { words } = useAssistant()
  const say = words.settings
  const kept = settings.proxy.mode === 'manual' ? settings.proxy.address : ''
  const [address, setAddress] = useState(kept)
  const [invalid, setInvalid] = useState(false)
  const save = (event: FormEvent) => {
    event.preventDefault()
    const valid = isProxyAddress(address.trim())
    setInvalid(!valid)
    if (valid) change({ proxy: { mode: 'manual', address: address.trim() } })
  }
  return (
    <form className={styles.proxy} onSubmit={save} noValidate>
      <Field label={say.proxyAddress} hint={say.proxyExample} fault={invalid ? say.proxyInvalid : null}>
        {(ties) => (
          <Input
            {...ties}
            value={address}
            onChange={(event) => setAddress(event.target.value)}
            inputMode="url"
          />
        )}
      </Field>
      <Button htmlType="submit" disabled={address.trim() === kept && kept !== ''}>
        {address.trim() === kept && kept !== '' ? say.saved : say.save}
      </Button>
    </form>
  )
}

/** The proxy. A manual address counts only after it is complete and saved. */
export const ProxyRows = ({ settings, change }: Props) => {
  const { words, snapshot } = useAssistant()
  const say = words.settings
  const fixed = snapshot.policies.settings.includes('proxy')
  const [mode, setMode] = useState(settings.proxy.mode)
  const choose = (next: Settings['proxy']['mode']) => {
    setMode(next)
    if (next !== 'manual') change({ proxy: { mode: next } })
  }
  return (
    <Group title={say.network}>
      <Row
        name={say.proxy}
        fixed={fixed}
        control={({ labelId, describedBy }) => (
          <Select
            disabled={fixed}
            aria-describedby={describedBy}
            value={mode}
            onChange={choose}
            aria-labelledby={labelId}
            style={{ width: 200 }}
            options={(['system', 'none', 'manual'] as const).map((value) => ({
              value,
              label: say.proxies[value],
            }))}
          />
        )}
      />
      {fixed && settings.proxy.mode === 'manual' && (
        <p className={styles.meaning}>{settings.proxy.address}</p>
      )}
      {!fixed && mode === 'manual' && <ManualAddress settings={settings} change={change} />}
    </Group>
  )
}
