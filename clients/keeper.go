package clients

import (
	"context"

	"regie/clients/civil"
)

// Keeper is what the root of the domain needs kept. Look-ups that find nothing
// give the faults level_unknown, hat_unknown, staff_unknown, client_unknown,
// contact_unknown, channel_unknown, contract_unknown.
type Keeper interface {
	Transactor

	// Agency gives the agency; ok is false while the folder was never opened.
	Agency(ctx context.Context) (a Agency, ok bool, err error)
	SaveAgency(ctx context.Context, a Agency) error

	Levels(ctx context.Context) ([]Level, error) // by position
	SaveLevel(ctx context.Context, l Level) error
	Hats(ctx context.Context) ([]Hat, error) // by position
	SaveHat(ctx context.Context, h Hat) error

	Staff(ctx context.Context) ([]Staff, error) // by name, archived ones too, without level
	SaveStaff(ctx context.Context, p Staff) error
	// StaffLevels gives everybody's dated levels, each sorted by day.
	StaffLevels(ctx context.Context) (map[ID][]LevelFrom, error)
	SaveStaffLevel(ctx context.Context, person ID, l LevelFrom) error
	RemoveStaffLevel(ctx context.Context, person ID, from civil.Date) error

	Clients(ctx context.Context) ([]Client, error) // by position, archived and internal ones too
	Client(ctx context.Context, id ID) (Client, error)
	ClientByKey(ctx context.Context, key string) (Client, error)
	SaveClient(ctx context.Context, c Client) error

	Contacts(ctx context.Context, client ID) ([]Contact, error) // by position, archived ones too
	SaveContact(ctx context.Context, c Contact) error
	Channels(ctx context.Context, client ID) ([]Channel, error) // by position, archived ones too
	SaveChannel(ctx context.Context, c Channel) error

	Contracts(ctx context.Context, client ID) ([]Contract, error) // by first day
	AllContracts(ctx context.Context) (map[ID][]Contract, error)  // the same of every client
	ContractOn(ctx context.Context, client ID, day civil.Date) (c Contract, ok bool, err error)
	SaveContract(ctx context.Context, c Contract) error
	RemoveContract(ctx context.Context, client, id ID) error

	KeepMedia(ctx context.Context, f MediaFile, content []byte) (MediaFile, error)
	MediaFile(ctx context.Context, hash string) (MediaFile, error)
	MediaContent(ctx context.Context, hash string) ([]byte, error)
}
