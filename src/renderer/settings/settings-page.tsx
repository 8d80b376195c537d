import { assertNever } from '../../shared/assert-never.ts'
import { type SettingsSection, settingsSections } from '../../shared/places/pages.ts'
import { hashOf } from '../../shared/places/place.ts'
import { Page } from '../frame/page.tsx'
import { useAssistant } from '../live/use-live.tsx'
import { ServiceSection } from '../web-signing/service-section.tsx'
import { AboutSection } from './about-section.tsx'
import { CertificateSection } from './certificate-section.tsx'
import { GeneralSection } from './general-section.tsx'
import styles from './settings.module.css'
import { UserSection } from './user-section.tsx'

const SectionAt = ({ section }: { readonly section: SettingsSection }) => {
  switch (section) {
    case 'user':
      return <UserSection />
    case 'general':
      return <GeneralSection />
    case 'certificates':
      return <CertificateSection />
    case 'service':
      return <ServiceSection />
    case 'about':
      return <AboutSection />
    default:
      return assertNever(section)
  }
}

export const SettingsPage = ({ section }: { readonly section: SettingsSection }) => {
  const { words } = useAssistant()
  const say = words.settings
  return (
    <Page title={say.title}>
      <nav className={styles.tabs} aria-label={say.title}>
        {settingsSections.map((name) => (
          <a
            key={name}
            href={hashOf({ page: 'settings', section: name })}
            aria-current={name === section ? 'page' : undefined}
          >
            {say.sections[name]}
          </a>
        ))}
      </nav>
      <div className={styles.groups}>
        <SectionAt section={section} />
      </div>
    </Page>
  )
}
