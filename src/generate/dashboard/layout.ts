// Places the panels of all rows on the grid of 24 columns and numbers them. Both products share the result.
import { ROWS } from './panels/index.ts';
import type { Panel } from './panels/panel.ts';
import type { Scope } from './panels/scope.ts';

const COLUMNS = 24;

export interface GridPosition {
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
}

export interface PlacedPanel {
  readonly id: number;
  readonly position: GridPosition;
  readonly panel: Panel;
}

export interface PlacedRow {
  readonly id: number;
  readonly position: GridPosition;
  readonly title: string;
  readonly isCollapsed: boolean;
  readonly panels: readonly PlacedPanel[];
}

/** From the top; panels fill lines from the left, and a line is as high as its highest panel. Ids are unique, from 1 on. */
export function layOut(scope: Scope): readonly PlacedRow[] {
  let id = 1;
  let y = 0;
  return ROWS.map(({ title, isCollapsed, panels }) => {
    const enabled = panels.filter(({ isEnabled }) => isEnabled?.(scope) ?? true);
    const { placed, bottom } = flow(enabled, id + 1, y + 1);
    const row = { id, position: { x: 0, y, w: COLUMNS, h: 1 }, title, isCollapsed, panels: placed };
    id += placed.length + 1;
    // The panels of a collapsed row take no room until it is opened.
    y = isCollapsed ? y + 1 : bottom;
    return row;
  });
}

function flow(panels: readonly Panel[], firstId: number, top: number): { placed: PlacedPanel[]; bottom: number } {
  let x = 0;
  let y = top;
  let lineHeight = 0;
  const placed = panels.map((panel, index) => {
    const { width, height } = panel;
    if (x + width > COLUMNS) {
      x = 0;
      y += lineHeight;
      lineHeight = 0;
    }
    const position = { x, y, w: width, h: height };
    x += width;
    lineHeight = Math.max(lineHeight, height);
    return { id: firstId + index, position, panel };
  });
  return { placed, bottom: y + lineHeight };
}
