package synth

func (c *Country) auditSites(o *Out) error { return nil }
