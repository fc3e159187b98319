/** Every device: whether it answers, when it was last heard, how well its link works. */
import { Table, type TableColumnsType } from 'antd';
import { Link } from 'react-router';
import type { DeviceInfo } from '../../api/contract.ts';
import { useAssetName } from '../components/marks/names.ts';
import { Age } from '../components/marks/running-clock.tsx';
import { ComponentTheme } from '../components/shell/component-theme.tsx';
import { Empty, Loaded } from '../components/states/loaded.tsx';
import { useDevices } from '../data/queries.ts';
import { useSpeech } from '../texts/language.tsx';

export default function DevicesPage() {
  const { texts } = useSpeech();
  const devices = useDevices();
  return (
    <div className="page">
      <header className="page-head">
        <h1>{texts.devices.title}</h1>
        {devices.data && <Summary devices={devices.data} />}
      </header>
      <Loaded of={devices}>
        {(list) =>
          list.length === 0 ? (
            <Empty title={texts.devices.empty} />
          ) : (
            <ComponentTheme>
              <DeviceTable devices={list} />
            </ComponentTheme>
          )
        }
      </Loaded>
    </div>
  );
}

function Summary({ devices }: { devices: readonly DeviceInfo[] }) {
  const { texts } = useSpeech();
  const up = devices.filter((device) => device.up).length;
  return <span className="dim">{texts.devices.summary(up, devices.length - up)}</span>;
}

function DeviceTable({ devices }: { devices: readonly DeviceInfo[] }) {
  const columns = useColumns();
  return (
    <div className="panel scrolls">
      <Table<DeviceInfo>
        rowKey="id"
        size="small"
        pagination={false}
        columns={columns}
        dataSource={[...devices].sort((a, b) => Number(a.up) - Number(b.up))}
        scroll={{ x: 'max-content' }}
      />
    </div>
  );
}

function useColumns(): TableColumnsType<DeviceInfo> {
  const { texts, say } = useSpeech();
  const nameOf = useAssetName();
  const words = texts.devices;
  return [
    {
      title: words.name,
      key: 'id',
      sorter: (a, b) => a.id.localeCompare(b.id),
      render: (_, { id, title }) => (
        <>
          <span className="mono">{id}</span> <span className="dim">{say(title)}</span>
        </>
      ),
    },
    { title: words.link, key: 'up', render: (_, device) => <LinkState device={device} /> },
    {
      title: words.asset,
      key: 'asset',
      sorter: (a, b) => a.asset.localeCompare(b.asset),
      render: (_, { asset }) => <Link to={`/asset/${asset}`}>{nameOf(asset)}</Link>,
    },
    { title: words.connection, dataIndex: 'connection' },
    {
      title: words.profile,
      key: 'profile',
      render: (_, { profile }) => <span className="mono">{profile}</span>,
    },
    {
      title: words.heard,
      key: 'heard',
      sorter: (a, b) => (a.lastHeardAt ?? 0) - (b.lastHeardAt ?? 0),
      render: (_, { lastHeardAt }) =>
        lastHeardAt === undefined ? words.never : <Age at={lastHeardAt} />,
    },
    {
      title: words.interval,
      key: 'interval',
      align: 'right',
      render: (_, { intervalMs }) => milliseconds(intervalMs),
    },
    {
      title: words.roundTrip,
      key: 'roundTrip',
      align: 'right',
      render: (_, { roundTripMs }) => milliseconds(roundTripMs),
    },
    {
      title: words.errors,
      key: 'errors',
      render: (_, { errors }) => describeErrors(errors, texts.cause),
    },
  ];
}

function LinkState({ device }: { device: DeviceInfo }) {
  const { texts } = useSpeech();
  if (device.up) return texts.devices.up;
  const { cause = 'silent', reason } = device;
  const words = cause === 'silent' ? undefined : (texts.cause[cause] ?? cause);
  return (
    <span className="tag abnormal" title={reason}>
      {texts.devices.down}
      {words && ` · ${words}`}
    </span>
  );
}

function milliseconds(ms: number | undefined): string {
  if (ms === undefined) return '—';
  return ms >= 1_000 ? `${(ms / 1_000).toFixed(1)} s` : `${Math.round(ms)} ms`;
}

function describeErrors(errors: Record<string, number>, words: Record<string, string>): string {
  const counted = Object.entries(errors).filter(([, count]) => count > 0);
  return counted.map(([kind, count]) => `${words[kind] ?? kind} ${count}`).join(' · ') || '0';
}
