// SPDX-License-Identifier: Apache-2.0

package metrics

import (
	"context"
	"math"
	"slices"

	"osnova/metrics/statistics"
)

// peerStanding is where a community stands among those of its peer group that share its ranking, itself among them.
type peerStanding struct {
	group        string
	size, rank   int
	median, best float64
}

// peerCells are the peer columns of an interval; missing where the community has no peer group.
type peerCells struct {
	Group  string  `column:"peer_group"`
	Peers  int     `column:"peers,omitzero"`
	Rank   int     `column:"peer_rank,omitzero"`
	Median float64 `column:"peer_median"`
	Best   float64 `column:"peer_best"`
}

func (p peerStanding) cells() peerCells {
	if p.size == 0 {
		return peerCells{Median: math.NaN(), Best: math.NaN()}
	}
	return peerCells{p.group, p.size, p.rank, round(p.median), round(p.best)}
}

// peers compare each community with the members of its own peer group, by mart.peer_member: a community that falls back to a wide group
// has other members than its neighbour in a narrow one, though their groups may share a name. Counted are members with a score that are
// ranked among the same units; equal scores share the smallest rank.
func (s *builtIndex) peers(ctx context.Context, st *Stage) (map[int]peerStanding, error) {
	scores := s.Result.Scores.Columns[0]
	rows := map[[2]string]int{} // of a ranking and a community
	for i, id := range s.ids {
		if s.levels[i] == "community" && s.among[i] != "" {
			rows[[2]string{s.among[i], id}] = i
		}
	}
	if len(rows) == 0 {
		return nil, nil
	}
	members, names, err := st.peerMembers(ctx)
	if err != nil {
		return nil, err
	}
	out := map[int]peerStanding{}
	var among []float64
	for key, i := range rows {
		among = among[:0]
		rank := 1
		for _, id := range members[key[1]] {
			if k, ok := rows[[2]string{key[0], id}]; ok {
				v := round(scores[k])
				if among = append(among, v); v > round(scores[i]) {
					rank++
				}
			}
		}
		if len(among) == 0 {
			continue
		}
		slices.Sort(among)
		out[i] = peerStanding{names[key[1]], len(among), rank, statistics.Quantile(among, 0.5), among[len(among)-1]}
	}
	return out, nil
}

// peerMembers are the members of each community's peer group and the name of the group.
func (st *Stage) peerMembers(ctx context.Context) (members map[string][]string, names map[string]string, err error) {
	rows, err := st.Store.Select(ctx, "select p.community_id, p.peer_group, m.member_id from mart.peer p join mart.peer_member m using (community_id) order by all")
	if err != nil {
		return nil, nil, err
	}
	members, names = map[string][]string{}, map[string]string{}
	for _, r := range rows.Values {
		id := r[0].(string)
		names[id] = r[1].(string)
		members[id] = append(members[id], r[2].(string))
	}
	return members, names, nil
}
