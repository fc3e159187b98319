/** Black on white whatever the screen's colours are: cameras read it so. */
import { QRCode } from 'antd';
import { ComponentTheme } from '../shell/component-theme.tsx';

interface QrCodeProps {
  address: string;
  /** For those who do not see it. */
  label: string;
  sizePx: number;
}

export default function QrCode({ address, label, sizePx }: QrCodeProps) {
  return (
    <ComponentTheme>
      <QRCode
        type="svg"
        value={address}
        aria-label={label}
        size={sizePx}
        color="#000000"
        bgColor="#ffffff"
        bordered={false}
        marginSize={4}
      />
    </ComponentTheme>
  );
}
