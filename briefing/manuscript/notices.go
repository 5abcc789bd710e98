package manuscript

import "briefdesk/briefing"

// RuleNoticeUnconfirmed is that of the finding about a notice that may be a
// disclaimer, and is not printed until somebody says so.
const RuleNoticeUnconfirmed = "notice-unconfirmed"

// checkNotices finds those of the sources that are cited, at the first citation.
func (m *builder) checkNotices() {
	for _, cited := range m.notes.articles() {
		for _, n := range cited[0].Article.Notices {
			if n.Uncertain && !n.Dismissed && (n.Class == briefing.NoticeViews || n.Class == briefing.NoticeLiability) {
				m.find(RuleNoticeUnconfirmed, briefing.SeverityWarning, cited[0].block, n.Text,
					"“%s” may carry this disclaimer, which is not printed until you confirm it; say in the article’s own pane, or with “briefdesk notices”, whether it is one", cited[0].Article.Title.Value)
			}
		}
	}
}
