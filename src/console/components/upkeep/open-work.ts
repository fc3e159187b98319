/** Opens something planned, or a check, and leads to its page. */
import { useEffect, useRef } from 'react';
import { useNavigate } from 'react-router';
import type { ReportRequest } from '../../../api/contract.ts';
import { openWork } from '../../data/actions/actions.ts';

/** Resolves to whether the gateway took it, which without reception may be much later. */
export function useOpenWork(): (report: ReportRequest, label: string) => Promise<boolean> {
  const navigate = useNavigate();
  const isHere = useRef(true);
  useEffect(() => {
    isHere.current = true;
    return () => {
      isHere.current = false;
    };
  }, []);
  return async (report, label) => {
    const id = await openWork(report, label);
    // Whoever has turned to something else meanwhile is not pulled away from it.
    if (id !== undefined && isHere.current) void navigate(`/incidents/${id}`);
    return id !== undefined;
  };
}
