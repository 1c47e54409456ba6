import '@mantine/charts/styles.layer.css';
import { BarChart } from '@mantine/charts';
import { useMediaQuery } from '@mantine/hooks';
import { barFill } from './bar-looks.js';
import type { Matrix } from './matrix.js';

interface BarsProps {
  readonly matrix: Matrix;
  readonly format: (value: number) => string;
  /** Whether it has half of the page. */
  readonly isHalf: boolean;
  /** A line to be reached. */
  readonly line?: { readonly at: number; readonly label: string };
}

const barHeightPx = 26;
/** Narrower than this, a figure would stand beside its part of the bar. */
const leastLabelPx = 18;

/** Figures as lying bars, so that the names of rows can be read. In a file of its own: it brings the chart library along. */
export function Bars({ matrix, format, isHalf, line }: BarsProps) {
  const isNarrow = useMediaQuery('(max-width: 36em)');
  const { rows, columns, value, isStacked } = matrix;
  const drawn = rows.map((row) => ({
    row: row.label,
    ...Object.fromEntries(columns.map((column) => [column.key, value(row.key, column.key)])),
  }));
  const barsPerRow = isStacked ? 1 : columns.length;
  return (
    <BarChart
      h={rows.length * (barsPerRow * barHeightPx + 14) + 36}
      data={drawn}
      dataKey="row"
      orientation="vertical"
      type={isStacked ? 'stacked' : 'default'}
      series={columns.map(({ key, label }) => ({ name: key, label }))}
      barProps={({ name }) => ({
        fill: barFill(columns.find(({ key }) => key === name)?.look ?? 0),
        stroke: 'var(--uf-card)',
        strokeOpacity: 1,
        strokeWidth: 1.5,
        radius: 3,
        // Of a stack, the library hands out where a part ends rather than how much it is.
        label: (label: BarPlace) => (
          <ValueLabel
            label={label}
            count={value(rows[label.index ?? -1]?.key ?? '', name)}
            isInside={isStacked}
            format={format}
          />
        ),
      })}
      maxBarWidth={barHeightPx}
      valueFormatter={format}
      gridAxis="none"
      withTooltip={false}
      // The table has all of it for the keyboard and for readers of screens.
      accessibilityLayer={false}
      xAxisProps={{ allowDecimals: false, tick: false, height: 8 }}
      yAxisProps={{
        width: isNarrow || isHalf ? 140 : 200,
        interval: 0,
        tick: { fontSize: 13, fill: 'var(--mantine-color-text)' },
      }}
      barChartProps={{ margin: { right: isStacked ? 12 : isNarrow ? 64 : 84 } }}
      {...(line && { referenceLines: [{ x: line.at, label: line.label, color: 'var(--uf-attention-fg)' }] })}
    />
  );
}

/** Where a bar lies, as the library says. */
interface BarPlace extends Partial<Record<'x' | 'y' | 'width' | 'height', number | string | undefined>> {
  /** Of its row. */
  readonly index?: number | undefined;
}

interface ValueLabelProps {
  readonly label: BarPlace;
  readonly count: number;
  readonly isInside: boolean;
  readonly format: (value: number) => string;
}

/** Its rim keeps the number apart from the pattern below. */
function ValueLabel({ label, count, isInside, format }: ValueLabelProps) {
  const { x, y, width, height } = label;
  const [left, top, wide, high] = [x, y, width, height].map(Number) as [number, number, number, number];
  if (count === 0 || (isInside && wide < leastLabelPx)) return null;
  return (
    <text
      x={isInside ? left + wide / 2 : left + wide + 6}
      y={top + high / 2}
      textAnchor={isInside ? 'middle' : 'start'}
      dominantBaseline="central"
      fontSize={12}
      fontWeight={650}
      fill="var(--mantine-color-text)"
      stroke="var(--uf-card)"
      strokeWidth={3.5}
      strokeLinejoin="round"
      paintOrder="stroke"
    >
      {format(count)}
    </text>
  );
}
