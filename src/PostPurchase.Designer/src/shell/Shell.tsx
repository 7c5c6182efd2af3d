import {
  ActionIcon,
  AppShell,
  Burger,
  Group,
  NavLink,
  ScrollArea,
  Text,
  useComputedColorScheme,
  useMantineColorScheme,
} from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import {
  IconChartBar,
  IconCoins,
  IconFlask,
  IconHeartbeat,
  IconHome2,
  IconMailbox,
  IconMoon,
  IconPalette,
  IconRoute,
  IconSettings,
  IconSun,
  IconTag,
  IconTemplate,
  IconUsers,
  IconWebhook,
} from '@tabler/icons-react';
import { type ReactNode, useEffect } from 'react';
import { Link, useLocation } from 'react-router';
import { AccountMenu } from '../access/AccountMenu';
import { SignIn } from '../access/SignIn';
import { useIsIn, useMe } from '../access/session';
import { useOverview } from '../api/queries';
import { StoreContext } from '../parts/format';
import { Page } from '../parts/Page';
import { Loading } from '../parts/QueryState';
import { UndoPlace } from '../parts/Undo';
import { t } from '../strings';
import { CutBanner } from './CutBanner';
import { useLastKnown } from './lastKnown';
import { LiveTag, MailModeBanner } from './MailModeBanner';

const links = [
  { to: '/', label: t.nav.overview, icon: IconHome2 },
  { to: '/journeys', label: t.nav.journeys, icon: IconRoute },
  { to: '/templates', label: t.nav.templates, icon: IconTemplate },
  { to: '/brand', label: t.brand.nav, icon: IconPalette },
  { to: '/offers', label: t.offers.nav, icon: IconTag },
  { to: '/commission', label: t.commission.nav, icon: IconCoins },
  { to: '/deliveries', label: t.nav.deliveries, icon: IconMailbox },
  { to: '/customers', label: t.nav.customers, icon: IconUsers },
  { to: '/experiments', label: t.learning.experiments, icon: IconFlask },
  { to: '/reports', label: t.learning.reports, icon: IconChartBar },
  { to: '/health', label: t.nav.health, icon: IconHeartbeat },
  { to: '/webhooks', label: t.nav.webhooks, icon: IconWebhook },
  { to: '/settings', label: t.access.settings, icon: IconSettings },
];

// Pages that are no part of another by their address.
const within: Record<string, string[]> = { '/templates': ['/outbox'], '/settings': ['/go-live'] };

export function Shell({ children }: { children: ReactNode }) {
  const [isOpen, { toggle, close }] = useDisclosure(false);
  const { pathname } = useLocation();
  const isIn = useIsIn();
  // Who makes the first account may not see it yet, nor who has to sign in.
  const overview = useOverview(pathname !== '/setup' && isIn === true);
  // Whose login ends meanwhile keeps the page, and what they typed there.
  const isOut = isIn === false && overview.data === undefined;
  const lastKnown = useLastKnown(overview);
  const known = isOut ? undefined : lastKnown;
  const hasMenu = useHasMenu(pathname);
  // The menu of a phone closes when the page changes.
  useEffect(close, [pathname]);
  return (
    <StoreContext value={known?.store ?? null}>
      <a className="skip" href="#content">
        {t.skip}
      </a>
      <AppShell
        header={{ height: 52 }}
        navbar={{ width: 208, breakpoint: 'sm', collapsed: { mobile: !isOpen || !hasMenu, desktop: !hasMenu } }}
        padding={{ base: 'md', sm: 'lg' }}
        styles={{ header: { background: 'var(--surface)' }, navbar: { background: 'var(--surface)' } }}
      >
        <AppShell.Header>
          <Group h="100%" px="md" justify="space-between" wrap="nowrap">
            <Group gap="sm" wrap="nowrap">
              {hasMenu && <Burger opened={isOpen} onClick={toggle} hiddenFrom="sm" size="sm" aria-label={t.nav.open} />}
              <Link to="/" className="plain">
                <Group gap={8} wrap="nowrap">
                  <img src="/icon.svg" alt="" width={24} height={24} />
                  <Text fw={650} size="md">
                    {t.product}
                  </Text>
                </Group>
              </Link>
              <LiveTag mode={known?.mail_mode} quarantine={known?.quarantine ?? null} />
            </Group>
            <Group gap="sm" wrap="nowrap">
              <Text size="sm" c="dimmed" truncate maw={420} visibleFrom="sm">
                {known && t.nav.shop(known.store.name, known.store.time_zone)}
              </Text>
              <SchemeSwitch />
              <AccountMenu />
            </Group>
          </Group>
        </AppShell.Header>
        {hasMenu && <Menu pathname={pathname} />}
        <AppShell.Main id="content" tabIndex={-1}>
          <CutBanner asked={overview} />
          <MailModeBanner mode={known?.mail_mode} quarantine={known?.quarantine ?? null} isDemo={known?.is_demo} />
          <UndoPlace>{pathname === '/setup' ? children : isOut ? <SignedOut /> : isIn === null ? <Loading /> : children}</UndoPlace>
        </AppShell.Main>
      </AppShell>
    </StoreContext>
  );
}

/** Stands in the place of every page: none of them is asked for what it may not have. */
const SignedOut = () => (
  <Page title={t.access.signIn} isNarrow>
    <SignIn isForbidden={false} />
  </Page>
);

// Who may see nothing yet (before the first account, and signed out) has nowhere to go.
function useHasMenu(pathname: string) {
  const me = useMe().data;
  const isIn = useIsIn();
  return pathname !== '/setup' && (me === undefined ? isIn === true : me.scopes.length > 0);
}

function Menu({ pathname }: { pathname: string }) {
  return (
    <AppShell.Navbar p="xs" aria-label={t.nav.label}>
      <ScrollArea>
        {links.map(({ to, label, icon: Icon }) => {
          const isHere = to === '/' ? pathname === '/' : [to, ...(within[to] ?? [])].some((one) => pathname.startsWith(one));
          return (
            <NavLink
              key={to}
              component={Link}
              to={to}
              label={label}
              leftSection={<Icon size={18} stroke={1.7} aria-hidden />}
              active={isHere}
              aria-current={isHere ? 'page' : undefined}
              style={{ borderRadius: 8 }}
              py={7}
            />
          );
        })}
      </ScrollArea>
    </AppShell.Navbar>
  );
}

function SchemeSwitch() {
  const { setColorScheme } = useMantineColorScheme();
  const scheme = useComputedColorScheme('light');
  const isDark = scheme === 'dark';
  return (
    <ActionIcon
      variant="subtle"
      color="gray"
      onClick={() => setColorScheme(isDark ? 'light' : 'dark')}
      aria-label={isDark ? t.nav.light : t.nav.dark}
    >
      {isDark ? <IconSun size={18} aria-hidden /> : <IconMoon size={18} aria-hidden />}
    </ActionIcon>
  );
}
