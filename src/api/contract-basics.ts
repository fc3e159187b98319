/** The words that all wire types share. Part of `contract.ts`. */

export interface Text {
  zh: string;
  en: string;
}

export type Language = 'zh' | 'en';
export type Value = boolean | number | string;
export type Quality = 'good' | 'uncertain' | 'bad';
export type Priority = 'critical' | 'high' | 'medium' | 'low';
export type Access = 'viewer' | 'operator' | 'engineer' | 'manager' | 'admin';
