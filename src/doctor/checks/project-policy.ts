import { checkProjectPolicy } from '../../hooks/decide/project-policy-check.ts';
import { defineCheck, warning } from '../check.ts';

export const projectPolicy = defineCheck({
  id: 'project-policy',
  title: "The project's own guard policy",
  group: 'hooks',
  needs: [],
  problems: {
    'no-effect': warning(
      "Parts of the project's .claude/guard.json have no effect.",
      'correct the file; `start-observability config check` in the project says the same',
    ),
  },
  run: ({ project }) => {
    const checked = checkProjectPolicy(project);
    if (!checked) return { ok: 'none' };
    const { file, complaints } = checked;
    return complaints.length === 0 ? { ok: file } : { problem: 'no-effect', evidence: [file, ...complaints] };
  },
});
